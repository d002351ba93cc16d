/** What `gatebench scenario new` writes: complete, every block explained, what may be left out says so. */
export const newScenarioText = `# yaml-language-server: $schema=./scenario.schema.json
# $schema: ./scenario.schema.json

# What the run shall settle. It becomes the title of the report.
question: Does caching pay for my API, and where should the cache live?

# What is compared. The first is the baseline; a strategy is a mode, or a mode and what differs.
# Modes: stateless, memory (of each gateway node), redis (common to the nodes), tiered (memory in front of Redis).
strategies:
  - stateless
  - memory
  - redis
  - name: memory, stale while it refreshes
    mode: memory
    cache: { staleWhileRevalidate: 30s }

# Settings of every strategy (may be left out).
gateway:
  nodes: 1
  cache:
    maxSize: 64MiB
    maxBody: 1MiB
    collapse: true            # one backend call serves all who wait for the same answer
    # ttl: 5s                 # in place of the backend's lifetime
    # staleWhileRevalidate: 30s  # answer at once with what has just gone stale, and refresh it in the background
    # staleIfError: 5m        # answer with what has gone stale where the backend fails
    # negative: { 404: 10s }  # store these errors too, each for a time, or for as long as the backend says: origin
    # ttlJitter: 0.1          # what was stored together does not expire together
    # earlyRefresh: 1         # refresh by chance before the end (XFetch); 0: never
  redis: { deadline: 50ms }

# Simulated services. A latency or a size is one of
#   20ms                                        always the same
#   { min: 5ms, max: 50ms }                     uniform
#   { median: 20ms, p99: 120ms }                lognormal, as most services are
#   { fast: 5ms, slow: 300ms, slowShare: 0.02 } one of two
backends:
  api:
    latency: { median: 20ms, p99: 120ms }
    capacity: 64        # served at once; the rest queue
    body: 2KiB
    errors: 0           # share answered 500

# What is asked of which backend. Routes with the same path share their keys.
routes:
  - match: GET /items/{id}
    backend: api
    weight: 95
    keys: { count: 10000, zipf: 0.8 }
    headers: { cache-control: 'public, max-age=60' }
    # key: { sortQuery: true, stripQuery: [utm_*], headers: [], cookies: [] }   # what tells one answer from another
    # bypass: { headers: [authorization], cookies: [session] }                  # what goes past the cache
  - match: PUT /items/{id}
    backend: api
    weight: 5

# A closed loop: each connection sends its next request when the last is answered.
load: { connections: 50, timeout: 10s }

measure: { warmup: 2s, duration: 10s, repetitions: 5, cache: warm }

# The same seed gives the same requests in the same order.
seed: 1
`;
