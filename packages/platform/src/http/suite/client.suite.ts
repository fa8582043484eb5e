export interface HttpClientSuite {
  readonly name: string
}
export function describeHttpClient(_: HttpClientSuite): void {}
