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
  | "lossFake";

export const ALIASES: Record<Quantity, readonly string[]> = {
  step: [
    "step",
    "global_step",
    "iteration",
    "iterations",
    "iter",
    "iters",
    "itr",
    "batches_done",
    "kimg",
    "Progress/kimg",
    "nimg",
    "tick",
    "_step",
  ],
  epoch: ["epoch", "epochs"],
  batch: ["batch", "batch_idx", "batch_index", "i"],
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
    "G",
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
    "D",
  ],
  lossReal: ["errD_real", "D_loss_real", "loss_disc_real", "d_loss_real", "d1"],
  lossFake: ["errD_fake", "D_loss_fake", "loss_disc_fake", "d_loss_fake", "d2"],
};

const normal = (name: string): string => name.toLowerCase().replace(/[\s_\-./:]+/g, "");

/** Position of the column of every quantity that is there. */
export const findColumns = (header: readonly string[]): Partial<Record<Quantity, number>> => {
  const names = header.map(normal);
  const columns: Partial<Record<Quantity, number>> = {};
  for (const [quantity, aliases] of Object.entries(ALIASES) as [Quantity, readonly string[]][]) {
    const position = aliases.map((alias) => names.indexOf(normal(alias))).find((index) => index !== -1);
    if (position !== undefined) columns[quantity] = position;
  }
  return columns;
};
