/**
 * How much later than the others this one takes its steps, ms, below `spreadMs`: always the same for the same id. Thousands
 * that were bought in one hour, or waited for the end of one night, do not all wake in the same moment, and whoever pays
 * then does not wait for them.
 */
export function shiftOf(id: string, spreadMs: number): number {
  let hash = 0x811c9dc5 // FNV-1a
  for (const letter of id) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0
  // Ids that differ little would stay close together.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return Math.floor((((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32) * spreadMs)
}
