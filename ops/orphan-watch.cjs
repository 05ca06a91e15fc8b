// npm does not pass its own SIGTERM on: it ends, and what it ran goes on without anybody. So we look after ourselves.
const { execFileSync } = require('node:child_process')

/** Calls back once when the process that started us, or the npm behind it, is gone. */
function whenOrphaned(callback) {
  const parent = process.ppid
  // npm runs us through a shell, which may have become us: then npm is our parent, and its own parent is not our concern.
  const npm = process.env.npm_lifecycle_event && isShell(parent) ? parentOf(parent) : undefined
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || isAlive(npm))) return
    clearInterval(timer)
    callback()
  }, 500)
  timer.unref()
}

function parentOf(pid) {
  const found = Number(ask('ppid=', pid))
  return found > 1 ? found : undefined
}

const isShell = (pid) => /(^|\/)-?(sh|bash|dash|zsh|ash)$/.test(ask('comm=', pid))

function ask(field, pid) {
  try {
    return execFileSync('ps', ['-o', field, '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
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
