/** A generator of a kind: pictures as a mean and a few principal components, copies as small changes of the latents. */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { evenIndices } from "../../../../src/kit/rows.ts";
import type { Change } from "../family.ts";
import { AREA, type Image } from "../image.ts";
import { between, normal } from "../random.ts";

/** Principal components, and pictures that they are found from. */
const COMPONENTS = 40;
const MOST_PICTURES = 200;

/** Each picture as its components show it, every latent changed by .2 to .5 of its standard deviation over the pool. */
export const regenerated = (pool: readonly Image[]): Change => {
  const { mean, components, deviations } = principalComponents(pool);
  return (image, random) => {
    const strength = between(random, 0.2, 0.5);
    const result = mean.slice();
    components.forEach((component, index) => {
      let latent = strength * deviations[index]! * normal(random);
      for (let at = 0; at < 3 * AREA; at++) latent += component[at]! * (image[at]! - mean[at]!);
      for (let at = 0; at < 3 * AREA; at++) result[at]! += latent * component[at]!;
    });
    return result;
  };
};

/** From the pictures' inner products (Sirovich & Kirby 1987): there are fewer pictures than values. */
const principalComponents = (pool: readonly Image[]) => {
  const pictures = evenIndices(pool.length, MOST_PICTURES).map((index) => pool[index]!);
  const mean = new Float32Array(3 * AREA);
  for (const picture of pictures) for (let at = 0; at < mean.length; at++) mean[at]! += picture[at]! / pictures.length;
  const centred = pictures.map((picture) => picture.map((value, at) => value - mean[at]!));
  const products = Matrix.zeros(centred.length, centred.length);
  centred.forEach((first, row) => {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let at = 0; at < first.length; at++) sum += first[at]! * centred[column]![at]!;
      products.set(row, column, sum);
      products.set(column, row, sum);
    }
  });
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(products, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, index) => index).sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  const kept = order.slice(0, COMPONENTS).filter((index) => realEigenvalues[index]! > 1e-6);
  const components = kept.map((index) => {
    const component = new Float32Array(3 * AREA);
    centred.forEach((picture, row) => {
      const weight = eigenvectorMatrix.get(row, index) / Math.sqrt(realEigenvalues[index]!);
      for (let at = 0; at < component.length; at++) component[at]! += weight * picture[at]!;
    });
    return component;
  });
  return { mean, components, deviations: kept.map((index) => Math.sqrt(realEigenvalues[index]! / pictures.length)) };
};
