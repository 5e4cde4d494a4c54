/** Takes numbers out of what libraries print around them: `np.float64(0.69)`, `tensor([0.69], grad_fn=<X>)`, `<tf.Tensor: ..., numpy=0.69>`. */

const NUMBER = String.raw`[-+\u2212]?(?:nan|inf(?:inity)?|[\d.][\w.+-]{0,40})`;
const LIBRARY = String.raw`(?:(?:np|numpy|tf|torch|jnp|jax|jax\.numpy|cp|mx)\.)?`;
const TYPE = String.raw`(?:float_?\d{0,3}|bfloat16|half|double|longdouble|u?int_?\d{0,2}|[Tt]ensor|EagerTensor|[Aa]rray|DeviceArray|Variable|Decimal)`;
const ARGUMENTS = String.raw`(?:\s?,\s?\w{1,30}=(?:\([^()]{0,40}\)|<[^<>]{0,80}>|'[^']{0,40}'|[\w.:]{1,40})){0,6}`;
const WRAPPED = new RegExp(
  String.raw`(?<![\w.])${LIBRARY}${TYPE}\(\s?['"]?\[{0,4}\s?(${NUMBER}(?:[,\s]\s?${NUMBER}){0,9})\s?\]{0,4}['"]?${ARGUMENTS},?\s?\)`,
  "gi",
);
const REPRESENTED = /<(?:tf\.)?(?:Eager)?(?:Tensor|Variable)[^<>]{0,160}numpy=(\[?[^<>[\]]{1,200}\]?)>/g;

export const unwrapNumbers = (text: string): string => {
  if (!text.includes("(")) return text;
  return text
    .replace(WRAPPED, (_, numbers: string) => (/[,\s]/.test(numbers) ? `[${numbers}]` : numbers))
    .replace(REPRESENTED, "$1");
};
