import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withBuild } from '../../drills/build'
import { runDrill, type DrillReport } from '../../drills/run'

const second = 1_000
const said: string[] = []
let report: DrillReport

// As `npm run drills`, small enough for every run of the tests.
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orderly-drill-'))
  await withBuild(async (build) => {
    report = await runDrill({
      engine: 'dev',
      seed: 20261121,
      crowd: {
        orders: 10,
        subscribers: 3,
        arriveWithinMs: 6 * second,
        subscriberCourses: { stays: 2, cancels: 1 },
      },
      times: { expiryMs: 40 * second, monthMs: 60 * second },
      disasters: {
        from: 4 * second,
        to: 26 * second,
        everyMs: 3 * second,
        // The servers are left alone: on a busy machine a development server takes its time to come back.
        kinds: { kill: 3, telegram: 3, providers: 3, stop: 0, cut_connections: 1 },
      },
      restWithinMs: 240 * second,
      folder,
      build,
      say: (line) => said.push(line),
    })
  })
  if (report.clean) rmSync(folder, { recursive: true, force: true })
}, 420_000)

test('after a drill nothing is lost, nothing is doubled, and nothing is in a wrong state', () => {
  const faults = report.findings.flatMap(({ name, faults: found }) => found.map((fault) => `${name}: ${fault}`))
  if (faults.length > 0) process.stderr.write(`${said.join('\n')}\n`)
  expect(faults).toEqual([])
})

test('the auditor had something to look at', () => {
  const examined = Object.fromEntries(report.findings.map(({ name, examined: count }) => [name, count]))
  expect(examined['payments lost']).toBeGreaterThan(5)
  // One of the two kinds of flowers may have run out.
  expect(examined['orders in a wrong state']).toBeGreaterThan(6)
  expect(examined['subscriptions in a wrong state']).toBe(3)
  expect(examined['events missed or read twice']).toBeGreaterThan(50)
  const { killed, wire } = report.met
  expect(killed).toBeGreaterThan(0)
  expect(wire.straight).toBeGreaterThan(20)
})
