/** Headers and parameters whose values are nobody's business but the caller's. */
const pattern =
  /^(?:proxy-)?authorization$|^cookie$|key\b|-key|apikey|token|secret|passw|credential|signature|^sig$|^code$/i

/** Whether a header or a parameter is taken for a secret: masked on the screen, never kept. */
export const isSecretName = (name: string): boolean => pattern.test(name.trim())
