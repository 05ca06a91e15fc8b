// What must hold before anything written in TypeScript can run. Plain Node: nothing is installed yet.
const { spawnSync } = require('node:child_process')
const { existsSync, readFileSync } = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..')
const oldestNode = [20, 19]

/** Stops with one sentence on a Node that cannot run us, and installs the locked dependencies if they are not there. */
function ensureDependencies() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    fail(
      `Node ${process.versions.node} is too old: install Node ${oldestNode.join('.')} or newer (https://nodejs.org).`,
    )
  }
  if (isInstalled()) return
  console.log('Dependencies: installing (npm ci)')
  const npm = process.env.npm_execpath
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const { status } = spawnSync(command, [...args, 'ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0)
    fail('npm ci failed (its own message is above): check the connection to the npm registry and try again.')
}

/** Whether node_modules holds what package-lock.json names; packages of other platforms may be absent. */
function isInstalled() {
  const installedFile = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return false
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(locked).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '') return true
    const found = installed[path]
    return found ? found.version === version : Boolean(optional || devOptional || peer)
  })
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

module.exports = { ensureDependencies, root }
