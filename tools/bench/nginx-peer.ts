import type { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startPinned, subjectCore } from './processes.ts'

/** nginx with one worker doing the same work: key map, rate limit, access log, keep-alive to the backend. */
export function startNginx(folder: string, port: number, upstreamPort: number, key: string): ChildProcess {
  const file = join(folder, 'nginx.conf')
  writeFileSync(
    file,
    `worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log ${folder}/access.log combined buffer=64k;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/f;
  uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  map $http_ocp_apim_subscription_key $known { default 0; "${key}" 1; }
  limit_req_zone $http_ocp_apim_subscription_key zone=calls:10m rate=1000000r/s;
  upstream backend { server 127.0.0.1:${upstreamPort}; keepalive 64; }
  server {
    listen 127.0.0.1:${port};
    keepalive_requests 100000000;
    location /api0/ {
      if ($known = 0) { return 401; }
      limit_req zone=calls burst=100000 nodelay;
      proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_pass http://backend/;
    }
  }
}
`,
  )
  return startPinned(subjectCore, 'nginx', ['-c', file, '-p', folder])
}
