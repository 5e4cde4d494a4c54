import { plain, wellFormed } from "../words.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text for element content and quoted attributes; control characters become visible. */
export const escapeHtml = (text: string): string =>
  plain(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);

/** The URI when it is an embedded picture, else nothing: a report never points outside itself. */
export const pictureUri = (uri: string | undefined): string | null =>
  uri !== undefined && /^data:image\/(?:webp|png|jpeg);base64,[A-Za-z0-9+/=]+$/.test(uri) ? uri : null;

/** Behind the "#" of an address; half of a character can not stand there. */
export const inAddress = (text: string): string => encodeURIComponent(wellFormed(text));
