-- For wrk: asks for each line of WRK_PAGES in turn (an address, a tab, and headers as name=value, tabs between), and
-- ends with one line of JSON. Requests are made ahead, so that wrk's own work stays small.
local made, n = {}, 0

function init(args)
  for line in io.lines(os.getenv("WRK_PAGES")) do
    local path, headers = nil, { ["Accept-Encoding"] = "gzip" }
    for part in line:gmatch("[^\t]+") do
      if path == nil then path = part else
        local name, value = part:match("^([^=]+)=(.*)$")
        headers[name] = value
      end
    end
    made[#made + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  n = n % #made + 1
  return made[n]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests": %d, "us": %d, "p50_us": %d, "p95_us": %d, "errors": %d}\n', summary.requests,
    summary.duration, latency:percentile(50), latency:percentile(95), e.connect + e.read + e.write + e.status + e.timeout))
end
