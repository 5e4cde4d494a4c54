/** A line of every log format, as the codebase prints it. */

/** A row of every format for a step and a number, as the format prints it. */
export const ROWS: Record<string, (step: number, value: string) => string> = {
  "PyTorch DCGAN": (step, value) => `[0/25][${step}/9999]\tLoss_D: ${value}\tLoss_G: 0.5`,
  "PyTorch-GAN": (step, value) => `[Epoch 0/200] [Batch ${step}/9999] [D loss: ${value}] [G loss: 0.5]`,
  "Keras-GAN": (step, value) => `${step} [D loss: ${value}, acc.: 62.50%] [G loss: 0.877052]`,
  machinelearningmastery: (step, value) => `>${step}, d1=${value}, d2=0.546 g=1.330, a1=76, a2=82`,
  mimicry: (step, value) => `INFO: [Epoch 1/127][Global Step: ${step}/10000]\n| errD: ${value}`,
  StudioGAN: (step, value) =>
    `[INFO] 2021-01-17 05:47:06 > Step:    ${step} Progress: 1.0% Elapsed: 0:40:31 Discriminator_loss: ${value} Generator_loss: 0.5 `,
  "BigGAN metric file": (step, value) => `${step}: ${value}`,
  "MLflow metric file": (step, value) => `1616161600000 ${value} ${step}`,
  "BigGAN jsonl": (step, value) => `{"itr": ${step}, "FID": 5, "IS_mean": ${json(value)}, "_stamp": 1.5}`,
  "CycleGAN/pix2pix loss_log.txt": (step, value) =>
    `(epoch: 1, iters: ${step}, time: 0.340, data: 0.139) D_A: ${value} G_A: 0.423 `,
  "lucidrains (stylegan2-pytorch, lightweight-gan)": (_, value) => `G: 0.12 | D: ${value} | GP: 0.02`,
  "pix2pix-tensorflow": (step, value) =>
    `progress  epoch 1  step ${step}  image/sec 35.7  remaining 0m\ndiscrim_loss ${value}`,
  BasicSR: (step, value) => `<epoch:  0, iter: ${step}, lr:1.000e-04> l_d_real: ${value} l_d_fake: 0.5`,
  StarGAN: (step, value) => `Elapsed [0:00:10], Iteration [${step}/200000], D/loss_real: ${value}, D/loss_fake: 6.4`,
  "rosinality (stylegan2-pytorch, style-based-gan-pytorch)": (step, value) =>
    `d: ${value}; g: 0.9000; r1: 0.0100; path: 0.0200; augment: 0.0000:   0%|   | ${step}/800000 [00:12<99:12:01,  2.24it/s]`,
  "StyleGAN stats.jsonl": (step, value) =>
    `{"Loss/D/loss": {"num": 1, "mean": ${json(value)}, "std": 0}, "Progress/kimg": {"num": 1, "mean": ${step}, "std": 0}}`,
  "StyleGAN metric jsonl": (step, value) =>
    `{"results": {"fid50k_full": ${json(value)}}, "metric": "fid50k_full", "snapshot_pkl": "network-snapshot-${String(step).padStart(6, "0")}.pkl"}`,
  "StyleGAN log.txt": (step, value) => `tick ${step}     kimg ${step}.0    time 4h   augment ${value}`,
  "mmagic log.json": (step, value) =>
    `{"mode": "train", "epoch": 1, "iter": ${step}, "loss_disc_fake": 0.5, "loss_disc_real": ${json(value)}, "loss": 2.1}`,
  "D(x) and D(G(z)) under epoch lines": (_, value) => `D(x): ${value} D(G(z)): 0.25 / 0.2`,
  "JSON lines": (step, value) => `{"step": ${step}, "errD": ${json(value)}}`,
  "Python dictionaries": (step, value) => `{'step': ${step}, 'errD': ${value}, 'best': None}`,
  "drawn table": (step, value) => `| ${step} | ${value} |`,
  "aligned table": (step, value) => `    ${step}      ${value}`,
  "text with named values": (step, value) => `step ${step} d_loss: ${value}`,
};
/** What stands above the rows of a table. */
export const HEADS: Record<string, string> = { "drawn table": "| step | errD |", "aligned table": "  step   errD" };
/** As Python's json module writes a number that its print function writes so. */
export const json = (value: string) => value.replace("nan", "NaN").replace("inf", "Infinity");
