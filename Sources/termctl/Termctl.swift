@main struct Termctl { static func main() {} }
