import { judgePlace, type AuditFinding, type KnownPerson, type Standing } from '../../domain/access-audit'

const minute = 60_000
const now = 1_800_000_000_000
const auditSince = now - minute
const longAgo = now - 30 * 24 * 60 * minute
const subscriptionId = 's1'

const right = { subscriptionId, decidedAt: longAgo, settled: true }
const nobody: KnownPerson = {
  open: null,
  closed: null,
  allowed: false,
  hasOpenLink: false,
  linksUsedUp: false,
  cameIn: false,
}
const mayBeIn = { ...nobody, open: { ...right, flagged: false } }
const mayNot = { ...nobody, closed: right }
const unsettledSince = (decidedAt: number) => ({ ...right, settled: false, flagged: false, decidedAt })

test.each<[string, KnownPerson, Standing, AuditFinding]>([
  ['who may and is in', mayBeIn, 'in', 'agrees'],
  ['who may and administers the channel', mayBeIn, 'exempt', 'agrees'],
  ['who may, and whose link ran out unused', mayBeIn, 'out', 'let_in'],
  ['who may, and was banned before the right began', mayBeIn, 'banned', 'let_in'],
  ['who may, and has a link', { ...mayBeIn, hasOpenLink: true }, 'out', 'agrees'],
  ['who may, and has had all links of the period', { ...mayBeIn, linksUsedUp: true }, 'out', 'agrees'],
  ['who came in and left', { ...mayBeIn, cameIn: true }, 'out', 'agrees'],
  ['who came in and was banned by hand', { ...mayBeIn, cameIn: true }, 'banned', 'agrees'],
  ['who is under review', { ...nobody, open: { ...right, flagged: true } }, 'out', 'agrees'],
  ['who may by one right after another has ended', { ...mayBeIn, closed: right }, 'in', 'agrees'],
  ['whose right has ended and who is out', mayNot, 'out', 'agrees'],
  ['whose right has ended and who is in', mayNot, 'in', 'take_out'],
  ['whose right has ended and who administers the channel', mayNot, 'exempt', 'exempt'],
  ['whose right has ended, but who works here', { ...mayNot, allowed: true }, 'in', 'exempt'],
  ['who is on the list and was never subscribed', { ...nobody, allowed: true }, 'in', 'exempt'],
  ['who was never subscribed and is in', nobody, 'in', 'unknown'],
  ['who was never subscribed and administers the channel', nobody, 'exempt', 'exempt'],
  ['who was never subscribed and is out', nobody, 'out', 'agrees'],
  ['whom the lifecycle is letting in', { ...nobody, open: unsettledSince(now - 5 * minute) }, 'out', 'agrees'],
  ['whom nobody lets in', { ...nobody, open: unsettledSince(now - 11 * minute) }, 'out', 'wake'],
  ['whom the lifecycle is taking out', { ...nobody, closed: unsettledSince(now - 5 * minute) }, 'in', 'agrees'],
  ['whom nobody takes out', { ...nobody, closed: unsettledSince(now - 11 * minute) }, 'in', 'wake'],
  ['whom this audit has put right already', { ...nobody, closed: unsettledSince(auditSince) }, 'in', 'wake'],
])('%s', (_, person, standing, finding) => {
  expect(judgePlace(person, standing, { now, auditSince })).toBe(finding)
})
