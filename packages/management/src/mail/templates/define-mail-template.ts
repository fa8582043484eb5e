import type { MailParameter } from './parameters.ts'

/** One kind of mail, as it is before anyone changes it. */
export interface MailTemplate {
  readonly title: string
  readonly description: string
  readonly subject: string
  /** HTML that is also XML. */
  readonly body: string
  readonly parameters: readonly MailParameter[]
}

/** States a mail: `content` is what stands between the frame that all of them have. */
export const defineMailTemplate = ({
  content,
  ...template
}: Omit<MailTemplate, 'body'> & { readonly content: string }): MailTemplate => ({ ...template, body: toPage(content) })

/** Mail programs know no style sheets: what there is of style stands at its element. */
function toPage(content: string): string {
  const lines = content.trim().split('\n')
  const indented = lines.map((line) => (line.trim() === '' ? '' : `      ${line.trim()}`)).join('\n')
  return `<!DOCTYPE html>
<html>
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
  </head>
  <body style="margin:0;padding:24px;background-color:#f5f5f4;color:#1c1917;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;font-size:16px;line-height:1.5">
    <div style="max-width:560px;margin:0 auto;padding:32px;background-color:#ffffff;border-radius:8px">
${indented}
      <p style="margin:32px 0 0">Best regards,<br />The $OrganizationName API team</p>
    </div>
  </body>
</html>
`
}

/** A link that looks like a button, with its address below for programs that show none. */
export const button = (address: string, words: string): string => `
<p style="margin:24px 0"><a href="${address}" style="display:inline-block;padding:12px 20px;background-color:#1d4ed8;color:#ffffff;border-radius:6px;text-decoration:none">${words}</a></p>
<p style="color:#57534e;font-size:14px">Or open this address:<br /><a href="${address}" style="color:#1d4ed8">${address}</a></p>
`

export const greeting = '<p>Dear $DevFirstName $DevLastName,</p>'
export const portalLink = '<a href="$DevPortalUrl" style="color:#1d4ed8">developer portal</a>'
