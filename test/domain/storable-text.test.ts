import fc from 'fast-check'
import { storableJson, storableText } from '../../domain/storable-text'

test.each([
  ['plain', 'plain'],
  ['🌹', '🌹'],
  ['🌹🌹'.slice(0, 3), '🌹'],
  ['🌹'.slice(1), ''],
  ['a\u0000b', 'ab'],
  ['\udf39\ud83c', ''],
])('%j is kept as %j', (text, kept) => {
  expect(storableText(text)).toBe(kept)
})

test('every string of a value can be kept, and what could be kept is kept as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      const kept = JSON.stringify(storableJson({ value, text: text.slice(0, 3) }))
      expect(kept).not.toMatch(/\\u0000|\\ud[89a-f]/i)
      expect(storableJson(storableJson(value))).toEqual(storableJson(value))
    }),
  )
  expect(storableJson({ a: [1, null, true, { b: 'x🌹' }] })).toEqual({ a: [1, null, true, { b: 'x🌹' }] })
})
