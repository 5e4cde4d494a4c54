/**
 * A file of this package. Sources, built modules and the bundle of the command all lie two folders below its root.
 * @param path from the root
 */
export const packageFile = (path: string): URL => new URL(`../../${path}`, import.meta.url);
