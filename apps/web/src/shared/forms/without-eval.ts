import * as z from 'zod'

// To be imported before the first schema is made. Else each would try whether it may make functions of text: the content
// security policy refuses that, and the browser spends a third of a second on finding the place for its report.
z.config({ jitless: true })
