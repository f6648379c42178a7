@echo off
rem Runs Maven for this project: the installed one if it is 3.8 or newer, else the one that
rem .mvn\wrapper\maven-wrapper.properties names, fetched once into %USERPROFILE%\.m2\wrapper.
rem Needs a JDK of version 17 or newer.
setlocal EnableExtensions
set "WRAPPER=%~dp0.mvn\wrapper"

if not defined JAVA_HOME goto jdk
if not exist "%JAVA_HOME%\bin\javac.exe" (
  echo mvnw: JAVA_HOME is %JAVA_HOME%, which is no JDK; point it at a JDK of version 17 or newer, or unset it. >&2
  exit /b 1
)
set "PATH=%JAVA_HOME%\bin;%PATH%"

:jdk
set JDK=0
for /f "tokens=2 delims=. " %%v in ('javac -version 2^>^&1 ^| findstr /b /c:"javac "') do set "JDK=%%v"
if %JDK% lss 17 (
  echo mvnw: A JDK of version 17 or newer is needed; install one, or point JAVA_HOME at it. >&2
  exit /b 1
)

rem 3.8.7 is read as 3008.
set INSTALLED=0
for /f "tokens=3,4 delims=. " %%a in ('mvn --version 2^>nul ^| findstr /b /c:"Apache Maven"') do set /a INSTALLED=%%a * 1000 + %%b
if %INSTALLED% lss 3008 goto fetched
call mvn %*
exit /b %ERRORLEVEL%

:fetched
for /f "usebackq tokens=1,* delims==" %%k in ("%WRAPPER%\maven-wrapper.properties") do (
  if "%%k"=="distributionUrl" set "URL=%%l"
  if "%%k"=="distributionSha512Sum" set "SHA512=%%l"
)
for %%z in ("%URL%") do set "NAME=%%~nz"
set "USER_HOME=%MAVEN_USER_HOME%"
if not defined USER_HOME set "USER_HOME=%USERPROFILE%\.m2"
set "MAVEN=%USER_HOME%\wrapper\%NAME:-bin=%"
if exist "%MAVEN%\bin\mvn.cmd" goto run
java "%WRAPPER%\FetchMaven.java" "%URL%" "%SHA512%" "%MAVEN%"
if errorlevel 1 exit /b 1

:run
call "%MAVEN%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%
