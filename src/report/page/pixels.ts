/** Pictures of the page as pixels. */

/** What was made once for a key. */
const remembered = <Value>(): ((key: string, make: () => Value) => Value) => {
  const known = new Map<string, Value>();
  return (key, make) => {
    const value = known.get(key) ?? make();
    known.set(key, value);
    return value;
  };
};

const loaded = remembered<Promise<HTMLImageElement>>();

const load = (source: string): Promise<HTMLImageElement> =>
  loaded(source, () => {
    const image = new Image();
    image.src = source;
    return image.decode().then(() => image);
  });

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

/** By class: the computed style repeats the whole picture, too much to ask for every cell. */
const sprites = remembered<Promise<{ image: HTMLImageElement; columns: number } | null>>();

const spriteOf = (picture: HTMLElement) =>
  sprites(picture.className, async () => {
    const url = spriteSource(picture);
    const columns = Number(getComputedStyle(picture).getPropertyValue("--columns"));
    return url ? { image: await load(url), columns } : null;
  });

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

/** @param size in pixels, of the result */
const draw = (canvas: HTMLCanvasElement, source: Source, size: { width: number; height: number }): ImageData => {
  canvas.width = Math.round(size.width);
  canvas.height = Math.round(size.height);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  const { image, left, top, width, height } = source;
  context.drawImage(image, left, top, width, height, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
};

/** Draws the absolute difference of two pictures, the second stretched to the size of the first. */
export const drawDifference = (canvas: HTMLCanvasElement, first: Source, second: Source): void => {
  const minuend = draw(canvas, first, first);
  const { data: subtrahend } = draw(document.createElement("canvas"), second, canvas);
  minuend.data.set(minuend.data.map((value, index) => (index % 4 === 3 ? 255 : Math.abs(value - subtrahend[index]!))));
  canvas.getContext("2d")!.putImageData(minuend, 0, 0);
};
