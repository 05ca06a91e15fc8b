// npm test: installs what is missing, obtains the servers the tests need, runs jest, ends with "N passed, N failed".
const { spawn, spawnSync } = require('node:child_process')
const { mkdtempSync, readFileSync, rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { ensureDependencies, root } = require('./dependencies.cjs')
const { whenOrphaned } = require('./orphan-watch.cjs')

ensureDependencies()

// Before jest, whose own output would hide the progress lines of a four-minute build.
const obtained = spawnSync(process.execPath, ['--import', 'tsx', path.join(__dirname, 'obtain-for-tests.ts')], {
  cwd: root,
  stdio: 'inherit',
})
if (obtained.status !== 0) finish({ passed: 0, failed: 1, skipped: 0 }, obtained.status ?? 1)

const folder = mkdtempSync(path.join(tmpdir(), 'orderly-results-'))
const resultFile = path.join(folder, 'results.json')
const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js')
const args = [jest, '--ci', '--json', '--outputFile', resultFile, ...process.argv.slice(2)]
// Results also go to stdout with --json; people read the reporter's lines on stderr.
const child = spawn(process.execPath, args, { cwd: root, stdio: ['inherit', 'ignore', 'inherit'] })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
whenOrphaned(() => child.kill())

child.on('exit', (code) => {
  const results = readResults()
  rmSync(folder, { recursive: true, force: true })
  if (!results) finish({ passed: 0, failed: 1, skipped: 0 }, code || 1)
  const unexplained = printSkips(results)
  const counts = {
    passed: results.numPassedTests,
    // A file that does not even load has no failed tests, and must not look like success.
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  }
  finish(counts, code || (counts.failed || unexplained ? 1 : 0))
})

function readResults() {
  try {
    return JSON.parse(readFileSync(resultFile, 'utf8'))
  } catch {
    return undefined
  }
}

/** Prints why each skipped test was skipped; returns how many do not say (see test/setup/skip.ts). */
function printSkips(results) {
  const skipped = results.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => ['pending', 'todo', 'skipped', 'disabled'].includes(status))
      .map(({ fullName }) => ({ file: name, fullName, reason: /\[skipped: (.+)\]/.exec(fullName)?.[1] })),
  )
  for (const { file, fullName, reason } of skipped) {
    console.log(
      `skipped: ${fullName} (${file.replace(`${root}/`, '')})${reason ? '' : ': WITHOUT A REASON, which fails the run'}`,
    )
  }
  return skipped.filter(({ reason }) => !reason).length
}

function finish({ passed, failed, skipped }, code) {
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
  process.exit(code)
}
