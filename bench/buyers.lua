-- Buyers for bench/proxy.ts: pages seen by browsers from many addresses, and one request in 500 a try to pay (a shop's
-- page brings some fifty requests, and one visit in ten ends at the checkout). Made beforehand, so that the load costs little.
local page = { ["Accept"] = "text/html,application/xhtml+xml", ["Accept-Language"] = "ja,en;q=0.8",
  ["User-Agent"] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
  ["Sec-Fetch-Dest"] = "document", ["Sec-Fetch-Mode"] = "navigate", ["Sec-Fetch-Site"] = "same-origin", ["Accept-Encoding"] = "gzip, br" }
local ready, n = {}, 0
init = function()
  for i = 1, 5000 do
    page["X-Forwarded-For"] = string.format("%d.%d.%d.%d", 58 + math.random(0, 4), math.random(1, 250), math.random(1, 250), math.random(1, 250))
    page["Content-Type"] = nil
    if i % 500 ~= 0 then
      ready[i] = wrk.format("GET", "/", page)
    else
      page["Content-Type"] = "application/x-www-form-urlencoded"
      local form = string.format("card=4%015d&email=a%d@example.com&total=%d", math.random(0, 999999999), math.random(0, 999999), 1000 + math.random(0, 90) * 100)
      ready[i] = wrk.format("POST", "/pay", page, form)
    end
  end
end
request = function()
  n = n % 5000 + 1
  return ready[n]
end
