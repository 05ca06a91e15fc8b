/** One metric as a scrape shows it. */
export interface Family {
  readonly name: string
  readonly type: string
  readonly help: string
  /** Names of labels that its series have. */
  readonly labels: ReadonlySet<string>
  readonly series: number
}

const types = ['counter', 'gauge', 'histogram', 'summary', 'untyped']
const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: \d+)?$/
const label = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y

/**
 * Reads Prometheus's text format (0.0.4) as strictly as Prometheus does, and a little more: a metric has its help and
 * type before its series, stands in one place, and no series twice; buckets grow and end with the count. Throws with
 * the line that is wrong.
 */
export function readExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  const families = new Map<string, Family & { labels: Set<string>; series: number; help: string; type: string }>()
  const seen = new Map<string, number>()
  let current = ''
  for (const line of text.split('\n')) {
    const wrong = (why: string) => new Error(`${why}: ${line}`)
    const comment = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line)
    if (comment) {
      const [, kind, name = '', rest = ''] = comment
      if (kind === 'HELP') {
        if (families.has(name)) throw wrong('told in two places')
        families.set(name, { name, help: rest, type: '', labels: new Set(), series: 0 })
      } else {
        if (current !== name || !types.includes(rest)) throw wrong('a type without its help, or an unknown one')
        families.get(name)!.type = rest
      }
      current = name
      continue
    }
    if (line === '') continue
    const [, name = '', labels = '', value = ''] = sample.exec(line) ?? []
    if (name === '' || (Number.isNaN(Number(value.replace('Inf', 'Infinity'))) && value !== 'NaN'))
      throw wrong('no sample')
    const family = families.get(current)
    const suffixes = { histogram: ['_bucket', '_sum', '_count'], summary: ['', '_sum', '_count'] }[
      family?.type ?? ''
    ] ?? ['']
    if (!family || !suffixes.some((suffix) => name === `${current}${suffix}`)) throw wrong(`not of ${current}`)
    const pairs = pairsOf(labels)
    if (!pairs) throw wrong('labels that cannot be read')
    for (const [key] of pairs) if (key !== 'le' && key !== 'quantile') family.labels.add(key)
    const series = `${name}{${pairs
      .map((pair) => pair.join('='))
      .sort()
      .join()}}`
    if (seen.has(series)) throw wrong('the same series twice')
    seen.set(series, Number(value.replace('Inf', 'Infinity')))
    family.series++
  }
  for (const family of families.values()) {
    if (family.type === '') throw new Error(`${family.name} has no type`)
    if (family.type === 'histogram') checkBuckets(family.name, seen)
  }
  return families
}

function pairsOf(text: string): [string, string][] | null {
  const pairs: [string, string][] = []
  label.lastIndex = 0
  while (label.lastIndex < text.length) {
    const found = label.exec(text)
    if (!found) return null
    pairs.push([found[1] ?? '', found[2] ?? ''])
  }
  return new Set(pairs.map(([key]) => key)).size === pairs.length ? pairs : null
}

/** Of every series of a histogram: buckets that never fall, the last of which has the count. */
function checkBuckets(name: string, seen: ReadonlyMap<string, number>): void {
  const before = new Map<string, number>()
  for (const [series, value] of seen) {
    if (!series.startsWith(`${name}_bucket{`)) continue
    const rest = series
      .slice(`${name}_bucket`.length)
      .replace(/,?\ble=[^,}]+/, '')
      .replace('{,', '{')
    if (value < (before.get(rest) ?? 0)) throw new Error(`buckets that fall: ${series}`)
    before.set(rest, value)
  }
  for (const [rest, value] of before) {
    if (seen.get(`${name}_count${rest}`) !== value) throw new Error(`buckets without their count: ${name}${rest}`)
  }
}
