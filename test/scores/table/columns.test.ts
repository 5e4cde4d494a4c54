import { expect, test } from "vitest";
import { findColumns, type Quantity } from "../../../src/scores/table/columns.ts";

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

test("the finest of several steps is read, and a step is no epoch", () => {
  expect(findColumns(["epoch", "tick", "kimg", "step"])).toEqual({ epoch: 0, step: 3 });
});
