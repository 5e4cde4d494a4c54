/** CRC-32C (Castagnoli), the checksum of TensorFlow's record files. */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

const crc32c = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (let index = 0; index < bytes.length; index++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[index]!) & 255]!;
  return (crc ^ 0xffffffff) >>> 0;
};

/** As the record format stores it, unsigned 32 bit: rotated right by 15 bits plus 0xa282ead8 (tensorflow/core/lib/hash/crc32c.h). */
export const maskedCrc32c = (bytes: Uint8Array): number => {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
};
