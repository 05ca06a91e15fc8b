import { RenewalCourse, type CourseTerms } from '../../workflows/subscription/course'

const hour = 3_600_000
const day = 24 * hour
/** Noon in the shop, far from its quiet hours. */
const noon = Date.UTC(2026, 5, 1, 7)

const usual: CourseTerms = {
  state: 'active',
  period: 1,
  endsAt: noon + 30 * day,
  shiftMs: 0,
  renews: true,
  vip: false,
  paused: false,
  offersOk: true,
  starRenewal: null,
  next: { state: 'scheduled' },
  times: { remindersMs: [3 * day, day], graceMs: 3 * day, attemptLeadMs: day, winBackMs: [day, 3 * day] },
  quietHours: { from: '22:00', to: '08:00', zone: 'Asia/Samarkand' },
}

/** What time brings if nobody does anything, in days after the paid time began: `remind 27`. */
function stepsOf(change: Partial<CourseTerms>): string[] {
  let terms: CourseTerms = { ...usual, ...change }
  let since = noon
  const steps: string[] = []
  for (let left = 20; left > 0; left--) {
    const course = new RenewalCourse(terms, since)
    const wakeAt = course.nextWake()
    if (wakeAt === null) break
    since = Math.max(since, wakeAt)
    for (const step of course.dueAt(since)) {
      steps.push(`${step.do} ${Math.round(((since - noon) / day) * 100) / 100}`)
      if (step.do === 'ask') terms = { ...terms, next: { state: 'due' } }
      if (step.do === 'lapse') terms = { ...terms, state: 'grace' }
      if (step.do === 'expire') terms = { ...terms, state: 'expired' }
    }
  }
  return steps
}

const offers = ['win_back 34', 'win_back 36']
const unpaid = ['remind 27', 'ask 29', 'lapse 30', 'ask 32', 'expire 33']

test.each<[string, Partial<CourseTerms>, string[]]>([
  ['nobody pays', {}, [...unpaid, ...offers]],
  ['nobody pays, and offers are not wanted', { offersOk: false }, unpaid],
  ['asked for already', { next: { state: 'due' } }, ['remind 27', 'lapse 30', 'ask 32', 'expire 33', ...offers]],
  [
    'Telegram charges by itself',
    { starRenewal: 'on' },
    ['remind 27', 'remind 29', 'lapse 30', 'ask 32', 'expire 33', ...offers],
  ],
  ['Telegram could not charge', { starRenewal: 'failed' }, [...unpaid, ...offers]],
  [
    'cancelled',
    { state: 'cancelled', renews: false },
    ['remind 27', 'remind 29', 'expire 30', 'win_back 31', 'win_back 33'],
  ],
  ['flagged', { state: 'flagged' }, ['expire 33', ...offers]],
  ['flagged and cancelled', { state: 'flagged', renews: false }, ['expire 30', 'win_back 31', 'win_back 33']],
  ['flagged in its days of grace', { state: 'flagged', endsAt: noon - day }, ['expire 2', 'win_back 3', 'win_back 5']],
  ['a VIP', { vip: true }, ['remind 27', 'ask 29']],
  ['paused', { paused: true }, []],
  [
    'no days of grace',
    { times: { ...usual.times, graceMs: 0 } },
    ['remind 27', 'ask 29', 'expire 30', 'win_back 31', 'win_back 33'],
  ],
  [
    'a period shorter than the lead',
    { endsAt: noon + 6 * hour, times: { ...usual.times, remindersMs: [] } },
    ['ask 0.13', 'lapse 0.25', 'ask 2.25', 'expire 3.25', 'win_back 4.25', 'win_back 6.25'],
  ],
  [
    'in its days of grace',
    { state: 'grace', endsAt: noon - day, next: { state: 'due' } },
    ['ask 1', 'expire 2', 'win_back 3', 'win_back 5'],
  ],
  ['refunded', { state: 'refunded', endsAt: noon - day }, []],
  ['never paid', { state: 'incomplete', endsAt: null }, []],
])('%s', (_, terms, steps) => {
  expect(stepsOf(terms)).toEqual(steps)
})

test('all steps are later by the shift of the subscription', () => {
  const minutes = (course: RenewalCourse) => ((course.nextWake() ?? 0) - noon) / 60_000
  expect(minutes(new RenewalCourse({ ...usual, shiftMs: 60_000 }, noon))).toBe(27 * 24 * 60 + 1)
  expect(minutes(new RenewalCourse({ ...usual, shiftMs: 60_000, state: 'flagged' }, noon))).toBe(33 * 24 * 60 + 1)
})

test('what is said to people waits until the quiet hours are over; consequences do not', () => {
  const evening = { endsAt: noon + 30 * day + 12 * hour }
  expect(stepsOf(evening)).toEqual([
    'remind 27.83',
    'ask 29.83',
    'lapse 30.5',
    'ask 32.83',
    'expire 33.5',
    'win_back 34.83',
    'win_back 36.83',
  ])
})

describe('words that were missed, found in quiet hours', () => {
  const night = (days: number) => noon + days * day + 14 * hour
  const morning = (days: number) => noon + days * day + 20 * hour

  test('wait for the morning', () => {
    const course = new RenewalCourse(usual, noon)
    expect(course.dueAt(night(27))).toEqual([])
    expect(course.nextWake()).toBe(morning(27))
    expect(course.dueAt(morning(27)).map((step) => step.do)).toEqual(['remind'])
  })

  test('keep their run from going on as another one, which would not say them', () => {
    const hasMissed = (since: number) => new RenewalCourse(usual, since).hasMissed(night(27))
    expect([noon, night(27)].map(hasMissed)).toEqual([true, false])
  })

  test('do not hold up a consequence, and are said with it', () => {
    const soon = { ...usual, endsAt: night(30) + hour }
    const course = new RenewalCourse(soon, noon)
    expect(course.dueAt(night(30))).toEqual([])
    expect(course.nextWake()).toBe(night(30) + hour)
    expect(course.dueAt(night(30) + hour).map((step) => step.do)).toEqual(['ask', 'lapse'])
  })

  test('are said at once if the time is over by the morning', () => {
    const over = { ...usual, state: 'cancelled' as const, renews: false, endsAt: night(30) + hour }
    expect(new RenewalCourse(over, noon).dueAt(night(30)).map((step) => step.do)).toEqual(['remind'])
  })
})

test('a run that begins late says one thing of those it has missed, and takes every consequence', () => {
  const late = new RenewalCourse(usual, noon)
  const words = late.dueAt(noon + 31 * day).map((step) => step.do)
  expect(words).toEqual(['ask', 'lapse'])
  expect(late.dueAt(noon + 40 * day).map((step) => step.do)).toEqual(['lapse', 'expire'])
})
