import { createSystemClock } from '@sluice/platform/clock'
import { createUndiciClient } from '@sluice/platform/http-client'
import { describeHttpClient } from '@sluice/platform/http-suite'
import { createAuthority, issueServerCertificate } from '@sluice/platform/issue-certificates'
import { createHttp1Client } from './create-http1-client.ts'

const clock = createSystemClock()
const authority = createAuthority(clock)
const certificate = authority.then((made) => issueServerCertificate(made, ['localhost', '127.0.0.1'], clock))

describeHttpClient({
  name: 'createHttp1Client',
  createClient: (options = {}) => createHttp1Client({ ...options, fallback: createUndiciClient(options) }),
  authority: async () => (await authority).certificate,
  certificate: () => certificate,
})
