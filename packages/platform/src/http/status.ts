/** Whether a response to this method with this status carries a body at all. @see RFC 9110, 6.4.1 */
export function mayHaveBody(method: string, status: number): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304 && status >= 200
}
