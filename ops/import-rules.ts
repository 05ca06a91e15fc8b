import { posix } from 'node:path'

/** A file as the rules see it: its path from the project's root with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

interface Rule {
  /** Files this rule is about: a path prefix. The longest that fits counts. */
  readonly of: string
  /** Path prefixes of the project that may be imported. */
  readonly may: readonly string[]
  /** Prefixes of which only the types may be imported. */
  readonly types?: readonly string[]
  /** Packages and Node modules that may be imported for their values; all of them if not given. */
  readonly packages?: RegExp
  readonly why: string
}

/** What anybody may say to a lifecycle, and the one way of saying it. */
const messages = [
  'workflows/callers',
  'workflows/task-queues',
  'workflows/order/messages',
  'workflows/payment/messages',
  'workflows/subscription/messages',
]
const lifecycleMessages = [...messages, 'workflows/refund/messages']

/** docs/architecture.md draws these directions. A file of a folder may always import from its own folder. */
const rules: readonly Rule[] = [
  {
    of: 'domain/',
    may: [],
    packages: /^(zod|luxon)$/,
    why: 'domain/ holds pure rules: no input or output, no Temporal, no clock',
  },
  {
    of: 'workflows/',
    may: ['domain/'],
    types: ['activities/'],
    packages: /^@temporalio\/(workflow|common)$/,
    why: 'workflow code is replayed: it reaches the world only through activities, of which it knows the types',
  },
  {
    of: 'workflows/callers',
    may: ['domain/', 'workflows/'],
    packages: /^@temporalio\/(client|common)$/,
    why: 'the callers speak to Temporal and nothing else',
  },
  {
    of: 'workflows/subscription-callers',
    may: ['domain/', 'workflows/'],
    packages: /^@temporalio\/(client|common)$/,
    why: 'the callers speak to Temporal and nothing else',
  },
  { of: 'db/', may: ['domain/'], why: 'db/ knows the rules and the tables, not who asks' },
  {
    of: 'db/owner/',
    may: ['domain/', 'db/types'],
    why: 'the owner-bot has a database of its own and reads nothing of the shop',
  },
  {
    of: 'activities/',
    may: ['domain/', 'db/', 'telegram/', 'locales/', ...lifecycleMessages],
    why: 'activities do the side effects; who starts them is not their affair',
  },
  {
    of: 'telegram/',
    may: ['domain/', 'locales/'],
    why: 'the gateway is used by bots and activities, and knows neither',
  },
  { of: 'locales/', may: ['domain/'], why: 'texts know the words of the domain only' },
  {
    of: 'api/',
    may: ['domain/', 'db/', ...lifecycleMessages],
    why: 'the api changes things only by messages to the lifecycles',
  },
  {
    of: 'bots/shop/',
    may: ['domain/', 'db/', 'telegram/', 'locales/', ...lifecycleMessages],
    why: 'bots change things only by messages to the lifecycles',
  },
  {
    of: 'bots/owner/',
    may: ['domain/', 'db/owner/', 'db/types', 'telegram/', 'locales/'],
    why: 'the owner-bot reads nothing of the shop but the event contract and workflow visibility',
  },
  { of: 'sandbox/', may: ['domain/'], why: 'a stand-in that shared our code would share our mistakes' },
]

/** Folders whose files the rules leave alone, but whose names count. */
export const sourceFolders = [
  'activities',
  'api',
  'bench',
  'bots',
  'db',
  'domain',
  'drills',
  'locales',
  'ops',
  'sandbox',
  'telegram',
  'test',
  'workflows',
]

/** Only these may write SQL or open a pool; everybody else goes through them. */
const sqlDrivers = { package: 'postgres', folder: 'db/' }
const emptyNames = /^(utils?|helpers?|common|manager|service|misc)$/
const emptyIdentifiers =
  /^export (?:abstract |async )*(?:class|function|const|interface|type) (\w*(?:Utils?|Helpers?|Manager|Service))\b/gm
const clock = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/

/** One line for each import, name or clock that breaks a rule; none when all is well. */
export function faultsOf(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => [...importFaults(file), ...nameFaults(file), ...clockFaults(file)])
}

function importFaults({ path, text }: SourceFile): string[] {
  const rule = rules.filter(({ of }) => path.startsWith(of)).sort((a, b) => b.of.length - a.of.length)[0]
  return importsIn(text).flatMap(({ from, typeOnly, line }) => {
    const at = `${path}:${line}`
    if (from === sqlDrivers.package && !typeOnly && !path.startsWith(sqlDrivers.folder)) {
      return [`${at} imports ${from}: only ${sqlDrivers.folder} speaks SQL`]
    }
    if (!rule) return []
    const fault = [`${at} imports ${from}: ${rule.why}`]
    if (!from.startsWith('.')) return typeOnly || !rule.packages || rule.packages.test(from) ? [] : fault
    const target = posix.join(posix.dirname(path), from)
    const within = (prefix: string) =>
      target === prefix || target.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)
    const own = target.startsWith(ownFolder(rule.of)) && !isNarrower(target, rule.of)
    const allowed = own || rule.may.some(within) || (typeOnly && (rule.types ?? []).some(within))
    return allowed ? [] : fault
  })
}

const ownFolder = (of: string) => (of.endsWith('/') ? of : `${posix.dirname(of)}/`)
/** Whether a target inside a folder has a rule of its own, so that the folder is not simply one's own. */
const isNarrower = (target: string, of: string) =>
  rules.some((rule) => rule.of !== of && rule.of.endsWith('/') && rule.of.startsWith(of) && target.startsWith(rule.of))

function nameFaults({ path, text }: SourceFile): string[] {
  const empty = path
    .split(/[/.]/)
    .find((part) => emptyNames.test(part) || part.split('-').some((word) => /^(utils?|helpers?)$/.test(word)))
  const identifiers = [...text.matchAll(emptyIdentifiers)].map(([, name]) => name)
  return [...(empty ? [empty] : []), ...identifiers].map((name) => `${path}: "${name}" says nothing; name what it does`)
}

function clockFaults({ path, text }: SourceFile): string[] {
  const found = path.startsWith('domain/') ? clock.exec(withoutComments(text)) : null
  return found ? [`${path} asks the clock or chance (${found[0]}): in domain/ they are arguments`] : []
}

interface Import {
  readonly from: string
  readonly typeOnly: boolean
  readonly line: number
}

/** Imports, re-exports, dynamic imports and requires of a TypeScript file. Reads text, as there is no compiler API. */
export function importsIn(text: string): Import[] {
  const code = withoutComments(text)
  const statement =
    /^[ \t]*(?:import|export)\b([^'"`;]*?)\bfrom\s*(['"])([^'"]+)\2|^[ \t]*import\s*(['"])([^'"]+)\4|\b(?:import|require)\(\s*(['"])([^'"]+)\6/gm
  return [...code.matchAll(statement)].map((match) => {
    const [, clause = '', , named, , bare, , called] = match
    return {
      from: named ?? bare ?? called ?? '',
      typeOnly: named !== undefined && isTypeOnly(clause),
      line: code.slice(0, match.index + match[0].search(/\S/)).split('\n').length,
    }
  })
}

function isTypeOnly(clause: string): boolean {
  if (/^\s*type\b/.test(clause)) return true
  const [, names] = /^\s*\{([^}]*)\}\s*$/.exec(clause) ?? []
  const listed = (names ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  return listed.length > 0 && listed.every((name) => name.startsWith('type '))
}

/** Blanks comments out, keeping the lines where they are. A `//` inside a string stays: it follows a quote or a colon. */
function withoutComments(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
    .replaceAll(/(^|\s)\/\/[^\n]*/g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
}
