import { readExposition } from './exposition'

const good = [
  '# HELP a_total What it is.',
  '# TYPE a_total counter',
  'a_total{x="one \\"1\\""} 1',
  'a_total{x="two"} 2.5e+06',
  '# HELP b_seconds Another.',
  '# TYPE b_seconds histogram',
  'b_seconds_bucket{le="1"} 1',
  'b_seconds_bucket{le="+Inf"} 3',
  'b_seconds_sum 4.5',
  'b_seconds_count 3',
  '',
]

test('what Prometheus reads is read', () => {
  const families = readExposition(good.join('\n'))
  expect([...families.values()]).toMatchObject([
    { name: 'a_total', type: 'counter', series: 2, labels: new Set(['x']) },
    { name: 'b_seconds', type: 'histogram', series: 4, labels: new Set() },
  ])
})

test.each<[string, (lines: string[]) => void, RegExp]>([
  ['a metric in two places', (lines) => lines.push('# HELP a_total Again.', ''), /told in two places/],
  ['a series twice', (lines) => lines.splice(3, 0, 'a_total{x="two"} 1'), /the same series twice/],
  ['a series of another metric', (lines) => lines.splice(3, 0, 'c_total 1'), /not of a_total/],
  ['a broken label', (lines) => lines.splice(3, 0, 'a_total{x="t"w"} 1'), /labels that cannot be read/],
  ['a label twice', (lines) => lines.splice(3, 0, 'a_total{x="t",x="u"} 1'), /labels that cannot be read/],
  ['no number', (lines) => lines.splice(3, 0, 'a_total{x="t"} one'), /no sample/],
  ['no type', (lines) => lines.splice(1, 1), /has no type/],
  ['buckets that fall', (lines) => lines.splice(6, 1, 'b_seconds_bucket{le="1"} 4'), /buckets that fall/],
  ['buckets without their count', (lines) => lines.splice(9, 1, 'b_seconds_count 2'), /without their count/],
  ['an open end', (lines) => lines.pop(), /no end/],
])('%s is refused', (_, spoil, words) => {
  const lines = [...good]
  spoil(lines)
  expect(() => readExposition(lines.join('\n'))).toThrow(words)
})
