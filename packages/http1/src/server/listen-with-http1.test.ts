import { createSystemClock } from '@sluice/platform/clock'
import { describeHttpServer } from '@sluice/platform/http-suite'
import { createAuthority, issueServerCertificate } from '@sluice/platform/issue-certificates'
import { listenWithHttp1 } from './listen-with-http1.ts'

const clock = createSystemClock()
const certificate = createAuthority(clock).then((made) =>
  issueServerCertificate(made, ['localhost', '127.0.0.1'], clock),
)

describeHttpServer({ name: 'listenWithHttp1', listen: listenWithHttp1, certificate: () => certificate })
