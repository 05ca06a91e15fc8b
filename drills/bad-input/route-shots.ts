import type { Facts, Secrets } from './facts'
import { hostileText, inAddress } from './hostile'
import { address, oneBitOff } from './payme-shots'
import type { Random } from './random'
import type { Route } from './routes'
import type { Request, Target } from './shot'

/** A question to any route, known to the drill or not: hostile path, query, token and body. */
export function routeShot(
  facts: Facts,
  random: Random,
  at: { readonly target: Target; readonly route: Route },
): Request {
  const { method, path } = at.route
  const { kind, headers = {}, query = '' } = random.pick(wrongs).ask(facts, random)
  const written = path.replaceAll(/:\w+/g, () =>
    random.pick([facts.businessId, facts.theirs.businessId, facts.ours.orderId, inAddress(hostileText(random), 60)]),
  )
  return {
    target: at.target,
    route: `${method} ${path}`,
    kind,
    method,
    path: `${written}${query}`,
    headers: { 'x-forwarded-for': address(random), ...headers },
    body: method === 'GET' ? null : Buffer.from(hostileText(random), 'utf8'),
  }
}

interface Wrong {
  readonly ask: (
    facts: Facts,
    random: Random,
  ) => { readonly kind: string; readonly headers?: Record<string, string>; readonly query?: string }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const tokenOf = ({ eventsToken, opsToken }: Secrets, random: Random) => random.pick([eventsToken, opsToken])

const wrongs: readonly Wrong[] = [
  {
    ask: ({ secrets }, random) => ({
      kind: 'token wrong by one bit',
      headers: bearer(oneBitOff(tokenOf(secrets, random), random)),
    }),
  },
  {
    ask: ({ secrets }, random) => ({
      kind: 'wrong credentials',
      headers: random.pick<Record<string, string>>([
        {},
        bearer(''),
        bearer(secrets.paymeKey),
        bearer('a'.repeat(4_000)),
        { authorization: secrets.eventsToken },
        { authorization: `Basic ${Buffer.from(secrets.eventsToken).toString('base64')}` },
      ]),
    }),
  },
  {
    ask: ({ secrets }, random) => ({
      kind: 'hostile query, right token',
      headers: bearer(tokenOf(secrets, random)),
      query: `?${random.pick(['after', 'limit', 'wait', 'x', '__proto__'])}=${inAddress(hostileText(random), 500)}&${random.pick(['limit=-1', 'limit=1e3', 'wait=999', 'after=&after=', 'wait=0'])}`,
    }),
  },
  {
    ask: ({ theirs, secrets }) => ({
      kind: "another business's, right token",
      headers: bearer(secrets.eventsToken),
      query: `?business=${theirs.businessId}&business_id=${theirs.businessId}&limit=500`,
    }),
  },
]
