/** Pictures of the page as pixels. */

const loaded = new Map<string, Promise<HTMLImageElement>>();

const load = (source: string): Promise<HTMLImageElement> => {
  const known = loaded.get(source);
  if (known) return known;
  const image = new Image();
  image.src = source;
  const ready = image.decode().then(() => image);
  loaded.set(source, ready);
  return ready;
};

export interface Source {
  image: HTMLImageElement;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The sprite behind a class of the page's style. */
export const spriteSource = (element: Element): string | null =>
  /^url\("?(data:image\/[^")]+)"?\)$/.exec(getComputedStyle(element).backgroundImage)?.[1] ?? null;

interface LoadedSprite {
  image: HTMLImageElement;
  columns: number;
}

/** By class: the computed style repeats the whole picture, too much to ask for every cell. */
const sprites = new Map<string, Promise<LoadedSprite | null>>();

const spriteOf = (picture: HTMLElement): Promise<LoadedSprite | null> => {
  const name = [...picture.classList].find((one) => /^s\d+-\d+$/.test(one)) ?? "";
  const known = sprites.get(name);
  if (known) return known;
  const url = spriteSource(picture);
  const columns = Number(getComputedStyle(picture).getPropertyValue("--columns"));
  const sprite = url ? load(url).then((image) => ({ image, columns })) : Promise.resolve(null);
  sprites.set(name, sprite);
  return sprite;
};

/** Where the pixels of a picture are; null when it has none. */
export const sourceOf = async (picture: HTMLElement): Promise<Source | null> => {
  if (picture instanceof HTMLImageElement) {
    const image = await load(picture.src);
    return { image, left: 0, top: 0, width: image.naturalWidth, height: image.naturalHeight };
  }
  const sprite = await spriteOf(picture);
  if (!sprite) return null;
  const { image, columns } = sprite;
  const value = (name: string) => Number(picture.style.getPropertyValue(name));
  const cell = image.naturalWidth / columns;
  return picture.classList.contains("sheet")
    ? { image, left: 0, top: 0, width: cell * value("--sheet-columns"), height: cell * value("--sheet-rows") }
    : { image, left: cell * value("--x"), top: cell * value("--y"), width: cell, height: cell };
};

const draw = (canvas: HTMLCanvasElement, { image, left, top, width, height }: Source): ImageData => {
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(image, left, top, width, height, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
};

/** Draws the absolute difference of two pictures, the second stretched to the size of the first. */
export const drawDifference = (canvas: HTMLCanvasElement, first: Source, second: Source): void => {
  const minuend = draw(canvas, first);
  const scratch = document.createElement("canvas");
  scratch.width = canvas.width;
  scratch.height = canvas.height;
  const context = scratch.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(
    second.image,
    second.left,
    second.top,
    second.width,
    second.height,
    0,
    0,
    scratch.width,
    scratch.height,
  );
  const subtrahend = context.getImageData(0, 0, scratch.width, scratch.height).data;
  for (let index = 0; index < minuend.data.length; index++)
    minuend.data[index] = index % 4 === 3 ? 255 : Math.abs(minuend.data[index]! - subtrahend[index]!);
  canvas.getContext("2d")!.putImageData(minuend, 0, 0);
};
