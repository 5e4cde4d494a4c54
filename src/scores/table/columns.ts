/** Names under which logs store a quantity. Compared without case, spaces and punctuation; earlier names win. */

export type Quantity =
  | "step"
  | "epoch"
  | "batch"
  | "scoreGenerator"
  | "scoreDiscriminator"
  | "probabilityReal"
  | "probabilityFake"
  | "lossGenerator"
  | "lossDiscriminator"
  | "lossReal"
  | "lossFake"
  | "logitReal"
  | "logitFake"
  | "logitRealSpread"
  | "logitFakeSpread"
  | "criticReal"
  | "criticFake"
  | "accuracyReal"
  | "accuracyFake"
  | "accuracy";

export const ALIASES: Record<Quantity, readonly string[]> = {
  step: [
    "step",
    "global_step",
    "iteration",
    "iterations",
    "iter",
    "iters",
    "itr",
    "it",
    "n_iter",
    "num_updates",
    "batches_done",
    "kimg",
    "Progress/kimg",
    "nimg",
    "tick",
    "_step",
  ],
  epoch: ["epoch", "epochs", "epoche", "epoch_id", "ep"],
  batch: ["batch", "batch_idx", "batch_index", "batch_id", "i"],
  scoreGenerator: ["scoreGenerator", "GeneratorScore", "score_g", "g_score_mean", "g_score"],
  scoreDiscriminator: ["scoreDiscriminator", "DiscriminatorScore", "score_d"],
  probabilityReal: [
    "D(x)",
    "D_x",
    "D_real",
    "real_prob",
    "prob_real",
    "probReal",
    "real_score",
    "real_scores",
    "D/Real_Prob",
    "D(real)",
    "dis_real",
    "score_real",
  ],
  probabilityFake: [
    "D(G(z))",
    "D_G_z1",
    "D_G_z",
    "D_Gz",
    "D_fake",
    "fake_prob",
    "prob_fake",
    "probGenerated",
    "fake_score",
    "fake_scores",
    "D/Fake_Prob",
    "D(fake)",
    "dis_fake",
    "score_fake",
  ],
  lossGenerator: [
    "lossGenerator",
    "Loss_G",
    "G_loss",
    "errG",
    "lossG",
    "losses_g",
    "Generator Loss",
    "Generator_loss",
    "Gen Loss",
    "gen_loss",
    "Loss/G/loss",
    "loss_gen",
    "loss_disc_fake_g",
    "generator_modified_loss",
    "generator_minimax_loss",
    "generator_wass_loss",
    "generator_wass_hinge_loss",
    "generator_lsq_loss",
    "G_GAN",
    "G_adv",
    "G_A",
    "G",
    "GL",
    "LG",
    "生成器损失",
  ],
  lossDiscriminator: [
    "lossDiscriminator",
    "Loss_D",
    "D_loss",
    "errD",
    "lossD",
    "losses_d",
    "Discriminator Loss",
    "Discriminator_loss",
    "Disc Loss",
    "disc_loss",
    "Dis_loss",
    "Loss/D/loss",
    "loss_disc",
    "loss_dis",
    "discriminator_minimax_loss",
    "discriminator_modified_loss",
    "discriminator_wass_loss",
    "discriminator_wass_hinge_loss",
    "discriminator_lsq_loss",
    "D_A",
    "D",
    "DL",
    "LD",
    "判别器损失",
    "鉴别器损失",
  ],
  lossReal: [
    "errD_real",
    "D_loss_real",
    "loss_disc_real",
    "d_loss_real",
    "discriminator_real_minimax_loss",
    "discriminator_real_modified_loss",
    "d1",
  ],
  lossFake: [
    "errD_fake",
    "D_loss_fake",
    "loss_disc_fake",
    "d_loss_fake",
    "discriminator_gen_minimax_loss",
    "discriminator_gen_modified_loss",
    "d2",
  ],
  logitReal: ["Loss/scores/real", "logits_real", "real_logits", "dis_logit_real"],
  logitFake: ["Loss/scores/fake", "logits_fake", "fake_logits", "dis_logit_fake"],
  logitRealSpread: ["Loss/scores/real std"],
  logitFakeSpread: ["Loss/scores/fake std"],
  criticReal: ["Loss/real_scores", "real_validity"],
  criticFake: ["Loss/fake_scores", "fake_validity"],
  accuracyReal: ["acc_real", "d_acc_real", "a1"],
  accuracyFake: ["acc_fake", "d_acc_fake", "a2"],
  accuracy: ["d_acc", "acc_d", "discriminator_accuracy"],
};

/** What is compared: without case, spaces and punctuation. */
export const normalName = (name: string): string => name.toLowerCase().replace(/[\s_\-./:]+/g, "");

const BY_NAME = new Map<string, Quantity>(
  (Object.entries(ALIASES) as [Quantity, readonly string[]][]).flatMap(([quantity, aliases]) =>
    aliases.map((alias) => [normalName(alias), quantity] as const),
  ),
);

/** The quantity that is listed under a name; null when none is. */
export const listedQuantity = (name: string): Quantity | null => BY_NAME.get(normalName(name)) ?? null;
