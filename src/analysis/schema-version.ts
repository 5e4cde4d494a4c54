/** Raised with every change after which an older reader would misread a file, or this one an older file. */
export const SCHEMA_VERSION = 3;
