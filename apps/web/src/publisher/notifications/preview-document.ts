/** Declarations of one element, with the class that stands for them. */
export interface StyleRule {
  readonly className: string
  readonly declarations: string
}

/**
 * Rules in a style element that a page with a content policy accepts. Declarations were read by the browser, so that
 * none can end its rule; what would end the element is written otherwise.
 */
export const toStyleElement = (rules: readonly StyleRule[], nonce: string): string =>
  `<style nonce="${nonce}">${rules
    .map(({ className, declarations }) => `.${className}{${declarations.replaceAll('<', '\\3c ')}}`)
    .join('')}</style>`

/**
 * The mail as a document for a frame without scripts. The frame has the policy of this page, which takes no styles of
 * elements: they become rules.
 */
export function toPreviewDocument(html: string, nonce: string): string {
  const mail = new DOMParser().parseFromString(withoutStyles(html), 'text/html')
  const rules: StyleRule[] = []
  const reader = document.createElement('span')
  for (const [index, element] of [...mail.querySelectorAll(`[${held}]`)].entries()) {
    reader.style.cssText = element.getAttribute(held) ?? ''
    const className = `sluice-${index}`
    element.removeAttribute(held)
    element.classList.add(className)
    rules.push({ className, declarations: reader.style.cssText })
  }
  for (const element of mail.querySelectorAll('style')) element.setAttribute('nonce', nonce)
  // No preview follows a link, tells another site that it was opened, or runs anything.
  for (const element of mail.querySelectorAll('script, iframe, object, embed, link, base, meta[http-equiv]')) {
    element.remove()
  }
  mail.head.insertAdjacentHTML('beforeend', toStyleElement(rules, nonce))
  return `<!DOCTYPE html>${mail.documentElement.outerHTML}`
}

const held = 'data-sluice-style'

/** Reading a document with such attributes would already be reported as a breach of the policy. */
export const withoutStyles = (html: string): string =>
  html.replaceAll(/<[a-z][^>]*>/gi, (tag) => tag.replaceAll(/(\s)style(\s*=)/gi, `$1${held}$2`))
