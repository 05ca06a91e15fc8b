/** `node dist/ops/healthcheck.js <port>`: ends with 0 when the process on this port is ready. For container health. */
const port = Number(process.argv[2])
fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(4_000) }).then(
  (response) => process.exit(response.ok ? 0 : 1),
  () => process.exit(1),
)
