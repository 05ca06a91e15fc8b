import fc from 'fast-check'
import { DateTime } from 'luxon'
import { nudgeTimes, outsideQuietHours, type QuietHours } from '../../domain/nudge-schedule'

const hour = 3_600_000
const night = (zone: string): QuietHours => ({ from: '22:00', to: '09:00', zone })
const ms = (local: string, zone: string) => DateTime.fromISO(local, { zone }).toMillis()
const local = (at: number, zone: string) => DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")

test.each([
  ['2026-11-21T21:59', '2026-11-21T21:59'],
  ['2026-11-21T22:00', '2026-11-22T09:00'],
  ['2026-11-21T23:59', '2026-11-22T09:00'],
  ['2026-11-22T00:00', '2026-11-22T09:00'],
  ['2026-11-22T08:59', '2026-11-22T09:00'],
  ['2026-11-22T09:00', '2026-11-22T09:00'],
  ['2026-12-31T22:30', '2027-01-01T09:00'],
])('22:00-09:00 in Samarkand and Almaty: a nudge at %s goes out at %s', (at, moved) => {
  for (const zone of ['Asia/Samarkand', 'Asia/Almaty']) {
    expect(local(outsideQuietHours(ms(at, zone), night(zone)), zone)).toBe(moved)
  }
})

test('each goes on at a moment of its own after the quiet hours, and what did not wait for them goes out as it was due', () => {
  const zone = 'Asia/Samarkand'
  const quiet = { ...night(zone), shiftMs: 40_000 }
  const end = ms('2026-11-22T09:00', zone)
  expect(outsideQuietHours(ms('2026-11-22T03:00', zone), quiet)).toBe(end + 40_000)
  expect(outsideQuietHours(end + 10_000, quiet)).toBe(end + 10_000)
  // Two of one payment that fell into one night are still one.
  expect(nudgeTimes(end - 2 * hour, [600_000, hour], quiet, end + hour)).toEqual([end + 40_000])
})

test('the zone decides: one moment is night in Samarkand and day in Berlin', () => {
  const at = Date.UTC(2026, 10, 21, 17, 30)
  expect(outsideQuietHours(at, night('Europe/Berlin'))).toBe(at)
  expect(outsideQuietHours(at, night('Asia/Samarkand'))).toBe(Date.UTC(2026, 10, 22, 4, 0))
})

test.each([
  ['2026-11-21T12:59', '2026-11-21T12:59'],
  ['2026-11-21T13:00', '2026-11-21T14:30'],
  ['2026-11-21T14:29', '2026-11-21T14:30'],
  ['2026-11-21T14:30', '2026-11-21T14:30'],
])('quiet hours within a day, 13:00-14:30: a nudge at %s goes out at %s', (at, moved) => {
  const zone = 'Asia/Samarkand'
  expect(local(outsideQuietHours(ms(at, zone), { from: '13:00', to: '14:30', zone }), zone)).toBe(moved)
})

test('equal ends are no quiet hours', () => {
  const at = ms('2026-11-21T03:00', 'Asia/Samarkand')
  expect(outsideQuietHours(at, { from: '00:00', to: '00:00', zone: 'Asia/Samarkand' })).toBe(at)
  expect(outsideQuietHours(at, { from: '22:00', to: '22:00', zone: 'Asia/Samarkand' })).toBe(at)
})

test('until midnight is until midnight', () => {
  const zone = 'Asia/Samarkand'
  const quiet = { from: '22:00', to: '00:00', zone }
  expect(local(outsideQuietHours(ms('2026-11-21T23:00', zone), quiet), zone)).toBe('2026-11-22T00:00')
  expect(local(outsideQuietHours(ms('2026-11-22T00:00', zone), quiet), zone)).toBe('2026-11-22T00:00')
})

test('the end of the night is 09:00 on the clock of that morning, whatever the clock did in between', () => {
  const zone = 'Europe/Berlin'
  // Forward at 02:00 on 29 March, back at 03:00 on 25 October.
  const spring = outsideQuietHours(ms('2026-03-28T22:30', zone), night(zone))
  expect(local(spring, zone)).toBe('2026-03-29T09:00')
  expect(spring - ms('2026-03-28T22:30', zone)).toBe(9.5 * hour)
  const autumn = outsideQuietHours(ms('2026-10-24T22:30', zone), night(zone))
  expect(local(autumn, zone)).toBe('2026-10-25T09:00')
  expect(autumn - ms('2026-10-24T22:30', zone)).toBe(11.5 * hour)
})

test('quiet hours that end in the hour which a clock leaps over end when it has leapt', () => {
  const zone = 'Europe/Berlin'
  const moved = outsideQuietHours(ms('2026-03-29T01:30', zone), { from: '22:00', to: '02:30', zone })
  expect(local(moved, zone)).toBe('2026-03-29T03:30')
})

const zone = 'Asia/Samarkand'
const opened = (at: string, nudges: number[], end = 365 * 24) =>
  nudgeTimes(ms(at, zone), nudges, night(zone), ms(at, zone) + end * hour).map((time) => local(time, zone))

test('nudges by day go out at their times', () => {
  expect(opened('2026-11-21T10:00', [hour, 6 * hour, 24 * hour])).toEqual([
    '2026-11-21T11:00',
    '2026-11-21T16:00',
    '2026-11-22T10:00',
  ])
})

test('a nudge in the night is moved to the morning, not dropped', () => {
  expect(opened('2026-11-21T17:00', [hour, 6 * hour, 24 * hour])).toEqual([
    '2026-11-21T18:00',
    '2026-11-22T09:00',
    '2026-11-22T17:00',
  ])
})

test('nudges that fall on one morning are one nudge', () => {
  expect(opened('2026-11-21T21:30', [hour, 6 * hour, 24 * hour])).toEqual(['2026-11-22T09:00', '2026-11-22T21:30'])
})

test('nudges set in any order are ascending', () => {
  expect(opened('2026-11-21T10:00', [6 * hour, hour])).toEqual(['2026-11-21T11:00', '2026-11-21T16:00'])
})

test('none is due at or after the deadline', () => {
  expect(opened('2026-11-21T10:00', [hour, 6 * hour, 24 * hour], 24)).toEqual(['2026-11-21T11:00', '2026-11-21T16:00'])
  expect(opened('2026-11-21T21:30', [hour], 11.5)).toEqual([])
})

test('no nudges, no times', () => {
  expect(opened('2026-11-21T10:00', [])).toEqual([])
})

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
const zones = fc.constantFrom('Asia/Samarkand', 'Asia/Almaty', 'Asia/Kathmandu', 'Europe/Berlin', 'America/New_York')
const isQuiet = (at: number, { from, to, zone: where }: QuietHours) => {
  const now = DateTime.fromMillis(at, { zone: where }).toFormat('HH:mm')
  if (from === to) return false
  return from < to ? now >= from && now < to : now >= from || now < to
}

test('no nudge is in quiet hours, before its time, later than a day, doubled, or out of order', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) }),
      fc.array(fc.integer({ min: 1000, max: 72 * hour }), { maxLength: 10 }),
      fc.record({ from: clock, to: clock, zone: zones }),
      (openedAt, nudges, quiet) => {
        const times = nudgeTimes(openedAt, nudges, quiet, openedAt + 365 * 24 * hour)
        expect(times.filter((at) => isQuiet(at, quiet))).toEqual([])
        expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b))
        expect(times.length > 0).toBe(nudges.length > 0)
        for (const after of nudges) {
          // Each has a nudge of its own or shares one, and waits a day at most, or the 25 hours of one in autumn.
          const next = times.find((at) => at >= openedAt + after)
          expect(next! - openedAt - after).toBeLessThanOrEqual(25 * hour)
        }
      },
    ),
    { numRuns: 400, seed: 20261121 },
  ))
