import * as z from 'zod'

/** As browsers check it: `#` and host names without a dot are fine. @see HTML, valid e-mail address */
export const emailAddress = z.email({ pattern: z.regexes.html5Email, error: 'must be an e-mail address' })
