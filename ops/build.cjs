// npm run build: what the image runs. TypeScript to dist/ (or to the folder that is named, inside the project), the files that
// are read at run time, and the workflow bundle.
const { spawnSync } = require('node:child_process')
const { cpSync, readdirSync, rmSync } = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..')
const dist = path.resolve(root, process.argv[2] ?? 'dist')

rmSync(dist, { recursive: true, force: true })
run(path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'), ['-p', 'tsconfig.build.json', '--outDir', dist])
for (const [folder, ending] of [
  ['db/migrations', '.sql'],
  ['db/owner/migrations', '.sql'],
  ['locales', '.ftl'],
]) {
  for (const name of readdirSync(path.join(root, folder)).filter((file) => file.endsWith(ending))) {
    cpSync(path.join(root, folder, name), path.join(dist, folder, name))
  }
}
run(path.join(dist, 'ops', 'bundle-workflows.js'), [])

function run(script, args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
