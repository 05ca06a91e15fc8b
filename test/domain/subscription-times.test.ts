import fc from 'fast-check'
import { DateTime } from 'luxon'
import { shiftOf } from '../../domain/spread'
import { periodEnd, renewalSchedule, unusedShare, type RenewalStep } from '../../domain/subscription-times'

const hour = 3_600_000
const day = 24 * hour
const zone = 'Asia/Samarkand'
const at = (text: string) => DateTime.fromISO(text, { zone }).toMillis()
const usual = { remindersMs: [3 * day, day], graceMs: 3 * day, attemptLeadMs: day, winBackMs: [day, 3 * day, 14 * day] }
const end = at('2026-12-01T10:00')

/** `+24h ask removal`: hours from the end of the paid time. */
const inWords = (step: RenewalStep) =>
  `${(step.at - end) / hour}h ${step.do}${'before' in step ? ` ${step.before}` : ''}${'offer' in step ? ` ${step.offer}` : ''}`

test('thousands of subscriptions are spread evenly, each always to the same place', () => {
  const shifts = Array.from({ length: 5_000 }, (_, index) => shiftOf(`sub${index}`, 300_000))
  const inEachMinute = [0, 1, 2, 3, 4].map((minute) => shifts.filter((ms) => Math.floor(ms / 60_000) === minute).length)
  expect(inEachMinute.reduce((sum, count) => sum + count)).toBe(5_000)
  expect(Math.min(...inEachMinute)).toBeGreaterThan(850)
  expect(Math.max(...inEachMinute)).toBeLessThan(1_150)
  expect(shifts.slice(0, 3)).toEqual([68_208, 14_462, 2_545])
  expect(shiftOf('sub1', 0)).toBe(0)
})

test('with the usual settings a day before each consequence money is asked for', () => {
  expect(renewalSchedule(end, usual).map(inWords)).toEqual([
    '-72h remind',
    '-24h ask grace',
    '0h lapse',
    '48h ask removal',
    '72h expire',
    '96h win_back 1',
    '144h win_back 2',
    '408h win_back 3',
  ])
})

test.each([
  ['no grace', { graceMs: 0 }, ['-72h remind', '-24h ask grace', '0h expire']],
  ['grace shorter than the lead', { graceMs: 12 * hour }, ['-72h remind', '-24h ask grace', '0h lapse', '12h expire']],
  ['no reminders', { remindersMs: [] }, ['-24h ask grace', '0h lapse', '48h ask removal', '72h expire']],
  [
    'a reminder an hour before',
    { remindersMs: [hour] },
    ['-24h ask grace', '-1h remind', '0h lapse', '48h ask removal', '72h expire'],
  ],
  [
    'money asked for at the end itself',
    { attemptLeadMs: 0, remindersMs: [] },
    ['0h ask grace', '0h lapse', '72h ask removal', '72h expire'],
  ],
])('%s', (_, change, steps) => {
  expect(renewalSchedule(end, { ...usual, winBackMs: [], ...change }).map(inWords)).toEqual(steps)
})

test.each([
  ['2026-11-21T23:30', { unit: 'day', count: 30 }, 1, '2026-12-21T23:30'],
  ['2026-01-31T10:00', { unit: 'month', count: 1 }, 1, '2026-02-28T10:00'],
  ['2026-01-31T10:00', { unit: 'month', count: 1 }, 2, '2026-03-31T10:00'],
  ['2026-01-31T10:00', { unit: 'month', count: 3 }, 4, '2027-01-31T10:00'],
  ['2028-02-29T10:00', { unit: 'month', count: 12 }, 1, '2029-02-28T10:00'],
] as const)('what begins at %s and lasts %j, %s times, ends at %s', (start, period, periods, ends) => {
  expect(periodEnd(at(start), period, periods, zone)).toBe(at(ends))
})

test('in a zone that changes its clocks a month keeps its hour', () => {
  const start = DateTime.fromISO('2026-03-15T10:00', { zone: 'Europe/Berlin' }).toMillis()
  const ends = periodEnd(start, { unit: 'month', count: 1 }, 1, 'Europe/Berlin')
  expect(DateTime.fromMillis(ends, { zone: 'Europe/Berlin' }).toFormat('yyyy-MM-dd HH:mm')).toBe('2026-04-15 10:00')
})

test('periods never run backwards, and the schedule is in order with every step once', () => {
  const ms = fc.integer({ min: 0, max: 60 * day })
  const times = fc.record({
    remindersMs: fc.uniqueArray(ms, { maxLength: 4 }),
    graceMs: ms,
    attemptLeadMs: ms,
    winBackMs: fc.uniqueArray(ms, { maxLength: 4 }),
  })
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 40 }), (settings, count) => {
      const steps = renewalSchedule(end, settings)
      expect(steps.map((step) => step.at)).toEqual(steps.map((step) => step.at).toSorted((a, b) => a - b))
      expect(new Set(steps.map(inWords)).size).toBe(steps.length)
      expect(steps.filter((step) => step.do === 'expire')).toHaveLength(1)
      const before = periodEnd(end, { unit: 'month', count }, 1, zone)
      expect(periodEnd(end, { unit: 'month', count }, 2, zone)).toBeGreaterThan(before)
    }),
  )
})

test.each([
  [300_000n, 0, 300_000n],
  [300_000n, 10, 200_000n],
  [100n, 1, 96n],
  [300_000n, 30, 0n],
  [300_000n, 31, 0n],
  [300_000n, -5, 300_000n],
])('of %s paid for 30 days, on day %s there is left %s', (paid, daysIn, left) => {
  const period = { startsAt: end, endsAt: end + 30 * day }
  expect(unusedShare(paid, period, end + daysIn * day)).toBe(left)
})
