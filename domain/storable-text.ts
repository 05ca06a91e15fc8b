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

/** Far more than Telegram nests, and far less than what ends a program that walks a value by calling itself. */
const deepest = 100

/** Whether a JSON value is nested too deeply to be walked or written. Looks level by level, so it survives any. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
  }
  return false
}
