// npm does not pass its own SIGTERM on: it ends, and what it ran goes on without anybody. So we look after ourselves.
const { execFileSync } = require('node:child_process')

/** Calls back once when the process that started us, or the npm behind it, is gone. */
function whenOrphaned(callback) {
  const parent = process.ppid
  const npm = process.env.npm_lifecycle_event ? parentOf(parent) : undefined
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || isAlive(npm))) return
    clearInterval(timer)
    callback()
  }, 500)
  timer.unref()
}

function parentOf(pid) {
  try {
    const found = Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }))
    return found > 1 ? found : undefined
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

module.exports = { whenOrphaned }
