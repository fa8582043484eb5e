import { escapeHtml } from './template-language/escape-html.ts'
import { namesIn } from './template-language/names-in.ts'
import { parseTemplate } from './template-language/parse-template.ts'
import { type MailValues, renderTemplate } from './template-language/render-template.ts'
import { isSecretParameter } from './templates/parameters.ts'

const maxSubjectLength = 1000

export interface RenderedMail {
  /** One line; holds no secret, whatever its template says. */
  readonly subject: string
  readonly html: string
  /** The body says something that only the recipient may know. */
  readonly hasSecret: boolean
}

/** Writes subject and body of a mail. Never throws. */
export function renderMail(
  template: { readonly subject: string; readonly body: string },
  values: MailValues,
): RenderedMail {
  const open = Object.fromEntries(Object.entries(values).filter(([name]) => !isSecretParameter(name)))
  const body = parseTemplate(template.body).nodes
  const subject = renderTemplate(parseTemplate(template.subject).nodes, open, {
    encode: (value) => value,
    maxLength: maxSubjectLength,
  })
  const hasSecret = [...namesIn(body)].some((name) => isSecretParameter(name) && Boolean(values[name]))
  return {
    subject: subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim(),
    html: renderTemplate(body, values, { encode: escapeHtml }),
    hasSecret,
  }
}
