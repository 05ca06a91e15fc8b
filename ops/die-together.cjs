// Runs one program and never lets it outlive whoever asked for it: when our stdin closes (the parent stopped, crashed or
// was killed with SIGKILL) the program gets its stop signal, and SIGKILL if it has not gone in time.
const { spawn } = require('node:child_process')

const { command, args, stopSignal, graceMs, uid, gid } = JSON.parse(process.argv[2])
const identity = uid === undefined ? {} : { uid, gid }
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...identity })

let stopping = false
function stop() {
  if (stopping) return
  stopping = true
  child.kill(stopSignal)
  setTimeout(() => child.kill('SIGKILL'), graceMs)
}

process.stdin.on('end', stop).on('error', stop).resume()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
child.on('error', (error) => {
  console.error(`${command}: ${error.message}`)
  process.exit(127)
})
child.on('exit', (code, signal) => process.exit(stopping ? 0 : signal ? 1 : (code ?? 1)))
