/**
 * Text that Postgres can keep: without U+0000 and without halves of surrogate pairs, which cutting an emoji in two or a
 * modified client leaves behind. Both would make a `jsonb` value fail for ever.
 */
export const storableText = (text: string): string =>
  text.replaceAll('\0', '').replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '')

/** The same for every string of a JSON value, keys included. */
export function storableJson(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storableJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [storableText(key), storableJson(member)]))
}
