import { expect, test } from "vitest";
import type { Quantity } from "../../../src/scores/table/columns.ts";
import { findColumns } from "../../../src/scores/table/find-columns.ts";

/** Names copied from public logs and codebases, as they are spelt there. */
const SEEN: [Quantity, string[]][] = [
  ["step", ["step", "Step", "_step", "global_step", "iter", "iters", "iteration", "Iteration", "itr", "batches_done"]],
  ["step", ["kimg", "Progress/kimg", "tick", "nimg"]],
  ["epoch", ["epoch", "Epoch"]],
  ["batch", ["batch", "Batch"]],
  ["scoreGenerator", ["scoreGenerator", "GeneratorScore", "score_g", "G_score"]],
  ["scoreDiscriminator", ["scoreDiscriminator", "DiscriminatorScore", "score_d"]],
  ["probabilityReal", ["D(x)", "D_x", "d_x", "D_real", "D/Real_Prob", "real_prob", "real_score", "D(real)"]],
  ["probabilityReal", ["prob_real", "probReal", "dis_real", "score_real", "real_scores"]],
  ["probabilityFake", ["D(G(z))", "D_G_z1", "d_g_z1", "D_G_z", "D_Gz", "D_fake", "D/Fake_Prob", "fake_prob"]],
  ["probabilityFake", ["fake_score", "D(fake)", "prob_fake", "probGenerated", "dis_fake", "score_fake"]],
  [
    "lossDiscriminator",
    ["Loss_D", "loss_d", "D_loss", "errD", "D loss", "Discriminator Loss", "Disc Loss", "disc_loss"],
  ],
  [
    "lossDiscriminator",
    ["Dis_loss", "Discriminator_loss", "losses_d", "lossD", "Loss/D/loss", "discriminator_loss", "D"],
  ],
  ["lossGenerator", ["Loss_G", "G_loss", "errG", "G loss", "Generator Loss", "Gen Loss", "gen_loss", "Generator_loss"]],
  ["lossGenerator", ["losses_g", "lossG", "Loss/G/loss", "generator_loss", "G", "g"]],
  ["lossDiscriminator", ["discriminator_minimax_loss", "discriminator_wass_loss"]],
  ["lossGenerator", ["G_GAN", "loss_disc_fake_g", "generator_modified_loss"]],
  ["logitReal", ["Loss/scores/real", "logits_real", "dis_logit_real"]],
  ["logitFake", ["Loss/scores/fake", "logits_fake", "dis_logit_fake"]],
  ["criticReal", ["Loss/real_scores", "real_validity"]],
  ["criticFake", ["Loss/fake_scores"]],
  ["accuracyReal", ["acc_real", "d_acc_real", "a1"]],
  ["accuracyFake", ["acc_fake", "a2"]],
  ["lossReal", ["discriminator_real_minimax_loss"]],
  ["lossFake", ["discriminator_gen_minimax_loss"]],
  ["lossDiscriminator", ["D loss [nats]", "D_loss (nats)", "D/total", "discriminator_total"]],
  ["lossGenerator", ["G loss [nats]", "G/total", "生成器损失"]],
  ["lossReal", ["errD_real", "D_loss_real", "loss_disc_real", "d1"]],
  ["lossFake", ["errD_fake", "D_loss_fake", "loss_disc_fake", "d2"]],
];

test.each(SEEN.flatMap(([quantity, names]) => names.map((name) => [name, quantity] as const)))(
  "the column %j is the %s",
  (name, quantity) => {
    expect(findColumns(["other", name])).toEqual({ [quantity]: 1 });
  },
);

test.each([
  // Signs, SRGAN's d_score (D(x)), penalties, metrics, and losses that are not adversarial.
  ...["Loss/signs/real", "d_score", "G_L1", "cycle_A", "GP", "Loss/r1_penalty", "FID", "lr", ""],
  ...["D_G_z2", "constructor", "__proto__"],
])("the column %j stays unread, since its name can mean something that gives no score", (name) => {
  expect(findColumns([name])).toEqual({});
});

/** One quantity each, decorated as scripts and loggers do. */
const DECORATED: [Quantity, string[]][] = [
  ["lossGenerator", ["valid/G_loss", "Metrics/train/gLoss", "avg_G_loss", "epoch_mean_g_loss", "g_loss_running"]],
  ["lossGenerator", ["lossNetG", "netG/loss", "generator", "Gen", "Generator Cost", "G_errors", "gen/loss_step"]],
  [
    "lossGenerator",
    [
      "Generator Loss (hinge)",
      "G loss (WGAN-GP)",
      "adv_loss",
      "gen_gan_loss",
      "loss_G_adv",
      "DG-Loss",
      "G_BCE",
      "Generator (BCE)",
      "G_loss_per_epoch",
    ],
  ],
  ["lossDiscriminator", ["test_d_loss", "D_losses", "totalDiscLoss", "discrim_cost", "critic_loss", "D-Loss"]],
  ["lossDiscriminator", ["GAN_loss/discrim/loss", "derr", "lossD_epoch", "train/netD", "discriminator_loss_total"]],
  ["lossReal", ["train/errD_real", "real_loss", "disc_real_loss", "avg_D_loss_real", "lossD_real"]],
  ["lossFake", ["fake_loss", "d_loss_fake_epoch", "loss_netD_fake", "D/loss_generated"]],
  ["probabilityReal", ["avg_D(x)", "train/D_real", "netD_real_mean", "D_real_prob", "disc_real"]],
  ["probabilityFake", ["mean D(G(z))", "val/D_fake", "avg_fake_prob"]],
  ["logitReal", ["train/logits_real", "avg_real_logits", "disc/logit_real"]],
  ["logitFake", ["val/logits_fake_epoch", "D_fake_logits"]],
  ["accuracyReal", ["train/real_accuracy", "disc_acc_real"]],
  ["accuracy", ["val_disc_acc", "D accuracy"]],
];

test.each(DECORATED.flatMap(([quantity, names]) => names.map((name) => [name, quantity] as const)))(
  "the column %j is the %s by its words",
  (name, quantity) => {
    expect(findColumns(["other", name])).toEqual({ [quantity]: 1 });
  },
);

test.each([
  ...["gen_step", "D_steps", "g_lr", "d_grad_norm", "loss_step", "train/step", "g_time", "total_loss", "val_loss"],
  ...[
    "G_loss_cycle",
    "d_loss_gp",
    "gen_l1_loss",
    "disc_factor",
    "d_gen_loss",
    "g_mean",
    "g_loss > 0",
    "perte_g",
    "G损失",
  ],
])("the column %j stays unread, since a word of it is not understood", (name) => {
  expect(findColumns([name])).toEqual({});
});

test("of several names of one quantity the plainest is read, and what was trained on before what was held out", () => {
  expect(findColumns(["val_g_loss", "g_loss_epoch", "g_loss_step"])).toEqual({ lossGenerator: 2 });
  expect(findColumns(["total_g_loss", "gen_gan_loss", "gen"])).toEqual({ lossGenerator: 1 });
  expect(findColumns(["avg_g_loss", "g_loss", "gen"])).toEqual({ lossGenerator: 1 });
});

test("a long name costs no more than linear time", () => {
  expect(findColumns([`${"gLoss_".repeat(1e5)}x`, "a ".repeat(1e5)])).toEqual({});
});

test("the finest of several steps is read, and a step is no epoch", () => {
  expect(findColumns(["epoch", "tick", "kimg", "step"])).toEqual({ epoch: 0, step: 3 });
});
