/** What the page's policy asks of style elements that scripts make; empty where there is no such policy. */
export const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
