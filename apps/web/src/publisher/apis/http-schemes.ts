/** Choices of the protocols that an HTTP API is served with. */
export const httpSchemes = [
  { value: 'http', label: 'HTTP' },
  { value: 'https', label: 'HTTPS' },
]
